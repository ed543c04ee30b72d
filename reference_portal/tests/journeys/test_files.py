"""Files that go with a concern: each bad one refused by its name, a virus refused for good, and a photo without its
place for the officer, who gets the original with a reason. The scanner is Debian's clamd.
"""

import re
from pathlib import Path

from playwright.sync_api import expect
from reference_portal.tests.attachments import samples as made
from reference_portal.tests.attachments.daemon import clamd_program
from reference_portal.tests.journeys.conftest import Arriving
from reference_portal.tests.journeys.stage import Stage
from reference_portal.tests.journeys.walker import Walker

from frontdoor.testing.families import person
from frontdoor_portal.demo.mailbox import until

BAD: dict[str, tuple[bytes, str]] = {
    "nothing.txt": (b"", "The file is empty"),
    "film.txt": (b"x" * 25_000_001, "The file is larger than 25 MB"),
    "program.pdf": (made.PROGRAM, "This type of file cannot be added"),
    "page.jpg": (b"<html><script>x()</script></html>", "This type of file cannot be added"),
    "letter.pdf.exe": (made.pdf(), "The name of the file ends like a program"),
    "letter.jpg": (made.pdf(), "The file is not what the end of its name says"),
    "locked.pdf": (made.pdf("password"), "The file is locked, so we cannot open it. Remove its password"),
    "script.pdf": (made.pdf("script"), "The file can run commands by itself"),
    "holds.pdf": (made.pdf("file"), "There is another file inside this file"),
    "junk.pdf": (b"junk" + made.pdf(), "The file holds a second file"),
    "macros.docx": (made.docx(word__vbaProject_dot_bin=b"x"), "The file has macros"),
    "template.docx": (
        made.docx(word__x_dot_rels=made.RELATIONS.format("attachedTemplate").encode()),
        "The file fetches something from elsewhere",
    ),
    "bomb.docx": (made.bomb(), "The file is far larger inside than it looks"),
    "huge.png": (made.huge_png(30_000, 30_000), "The picture is larger than 64 megapixels"),
    "half.jpg": (made.picture()[:300], "We cannot open this file"),
    "program.eml": (made.mail_with("a.exe", b"x"), "There is another file inside this file"),
}


SHOWN_ON_PHONE = {"locked.pdf", "template.docx"}
"""Each is tried on the large screen; of these the words are long."""


def upload(somebody: Walker, folder: Path, **files: bytes) -> None:
    """Choose files from a folder, and upload them; `__` in a name stands for a full stop."""
    chosen = []
    for name, data in files.items():
        chosen.append(folder / name.replace("__", "."))
        chosen[-1].write_bytes(data)
    somebody.main.get_by_label(re.compile("Choose (more )?files")).set_input_files(chosen)
    somebody.press("Upload")


def checked(somebody: Walker, name: str, word: str) -> None:
    """Look again until the check of a file is done."""

    def done() -> str | None:
        somebody.page.reload()
        return somebody.main.get_by_role("listitem").filter(has_text=name).inner_text()

    until(lambda: text if word in (text := done() or "") else None, f"{name} never was: {word}")


def test_adds_files_to_a_concern_and_the_officer_gets_them_without_the_place(
    arrive: Arriving, stage: Stage, screen: str, tmp_path: Path
) -> None:
    clamd_program()
    stage.draft_about("ashdown.ella")
    teacher = arrive(screen, signed_in_as="teacher")
    teacher.menu("My contacts")
    teacher.page.locator("a[href^='/drafts/']").first.click()
    teacher.page.wait_for_load_state()
    teacher.follow("Files")
    teacher.reads("Each file can be up to 25 MB", "We check every file for viruses")

    upload(teacher, tmp_path, notes__txt=made.TEXT)
    teacher.reads("What you chose is added", "Files you have added (1)")
    for name, (data, said) in BAD.items():
        if screen != "desktop" and name not in SHOWN_ON_PHONE:
            continue
        upload(teacher, tmp_path, **{name: data})
        teacher.reads("There is a problem", f"{name}: {said}"[:90], "Files you have added (1)")
    upload(teacher, tmp_path, notes_again__txt=made.TEXT)
    teacher.reads("You have already added this file")

    upload(teacher, tmp_path, eicar__txt=made.EICAR, kitchen__jpg=made.picture("JPEG", (600, 400)))
    checked(teacher, "eicar.txt", "Refused")
    teacher.reads("Something harmful was found in it", "Its copy does not say where it was taken")
    teacher.press("Remove eicar.txt")
    checked(teacher, "kitchen.jpg", "Checked")
    teacher.press("Continue")
    teacher.reads("2 added")
    teacher.follow("Check your answers and send")
    teacher.reads("kitchen.jpg", "notes.txt")
    teacher.press("Send to the front door")
    teacher.is_at("The front door has your concern")
    teacher.reads("kitchen.jpg", "SHA-256 of what was sent")
    reference = teacher.path.split("/")[2]
    teacher.never_gave_away(person("ashdown.ella"))

    officer = arrive(screen, signed_in_as="officer")
    officer.go(f"/contacts/{reference}")
    officer.reads("kitchen.jpg", "Its copy does not say where it was taken")
    shared = save(officer, "kitchen.jpg", tmp_path / "shared.jpg")
    officer.follow("Get the original of kitchen.jpg")
    officer.press("Download the original")
    officer.reads("Select why you need the original")
    officer.choose("I need to know where or when the picture was taken")
    with officer.page.expect_download() as found:
        officer.main.get_by_role("button", name="Download the original").click()
    found.value.save_as(tmp_path / "original.jpg")
    original = (tmp_path / "original.jpg").read_bytes()
    assert (original, made.place_in(shared), made.place_in(original) != {}) == (
        made.picture("JPEG", (600, 400)),
        {},
        True,
    )


def test_without_scripts_files_are_added_and_fetched_too(arrive: Arriving, stage: Stage, tmp_path: Path) -> None:
    clamd_program()
    stage.draft_about("ashdown.ella")
    teacher = arrive("phone", signed_in_as="teacher", has_scripts=False)
    teacher.menu("My contacts")
    teacher.page.locator("a[href^='/drafts/']").first.click()
    teacher.page.wait_for_load_state()
    teacher.follow("Files")
    upload(teacher, tmp_path, plan__pdf=made.pdf())
    checked(teacher, "plan.pdf", "Checked")
    assert save(teacher, "plan.pdf", tmp_path / "fetched.pdf") == made.pdf()


def save(somebody: Walker, name: str, to: Path) -> bytes:
    """Fetch a file by its link."""
    link = somebody.main.get_by_role("link", name=name, exact=True)
    expect(link).to_be_visible()
    with somebody.page.expect_download() as found:
        link.click()
    assert found.value.suggested_filename == name
    found.value.save_as(to)
    return to.read_bytes()
