"""Files that go with a concern: each bad one refused by its name, a virus refused for good, and a photo without its
place for the officer, who gets the original with a reason. The scanner is Debian's clamd.
"""

import re
from pathlib import Path

from playwright.sync_api import expect
from reference_portal.tests.attachments import samples as made
from reference_portal.tests.attachments.compound import compound
from reference_portal.tests.attachments.daemon import clamd_program
from reference_portal.tests.journeys.conftest import Arriving
from reference_portal.tests.journeys.stage import Stage
from reference_portal.tests.journeys.walker import Walker

from frontdoor.testing.families import person
from frontdoor_portal.demo.mailbox import until
from frontdoor_portal.use_cases.attachments.models import FileLimits, Unwanted
from frontdoor_portal.web.file_words import why_not

BAD: dict[str, tuple[Unwanted, bytes]] = {
    "...": (Unwanted.NO_NAME, made.TEXT),
    "nothing.txt": (Unwanted.EMPTY, b""),
    "film.txt": (Unwanted.TOO_LARGE, b"x" * 25_000_001),
    "program.pdf": (Unwanted.WRONG_TYPE, made.PROGRAM),
    "page.jpg": (Unwanted.WRONG_TYPE, b"<html><script>x()</script></html>"),
    "files.zip": (Unwanted.WRONG_TYPE, made.package({"a.txt": made.TEXT})),
    "old.doc": (Unwanted.OLD_OFFICE, compound({"WordDocument": b"x"})),
    "letter.jpg": (Unwanted.MISNAMED, made.pdf()),
    "letter.pdf.exe": (Unwanted.DOUBLE_EXTENSION, made.pdf()),
    "locked.pdf": (Unwanted.LOCKED, made.pdf("password")),
    "locked.docx": (Unwanted.LOCKED, made.locked_package()),
    "junk.pdf": (Unwanted.TWO_IN_ONE, b"junk" + made.pdf()),
    "script.pdf": (Unwanted.SCRIPTS, made.pdf("script")),
    "launch.pdf": (Unwanted.SCRIPTS, made.pdf("launch")),
    "holds.pdf": (Unwanted.HOLDS_FILES, made.pdf("file")),
    "program.eml": (Unwanted.HOLDS_FILES, made.mail_with("a.exe", b"x")),
    "macros.docx": (Unwanted.MACROS, made.docx(word__vbaProject_dot_bin=b"x")),
    "template.docx": (
        Unwanted.FETCHES,
        made.docx(word__x_dot_rels=made.RELATIONS.format("attachedTemplate").encode()),
    ),
    "bomb.docx": (Unwanted.BOMB, made.bomb()),
    "huge.png": (Unwanted.TOO_MANY_PIXELS, made.huge_png(30_000, 30_000)),
    "letters.txt": (Unwanted.NOT_TEXT, "Seen at the café".encode("latin-1")),
    "half.jpg": (Unwanted.DAMAGED, made.picture()[:300]),
    "notes again.txt": (Unwanted.SAME, made.TEXT),
}
"""Each kind of refusal by name. `TOO_MANY` comes after these; a disk or a person without room is no bad file."""
NO_BAD_FILE = {
    Unwanted.TOO_MANY,
    Unwanted.NO_ROOM_IN_DRAFT,
    Unwanted.NO_ROOM_FOR_PERSON,
    Unwanted.NO_ROOM_AT_ALL,
    Unwanted.BROKEN_OFF,
}


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


def files_of_a_draft(somebody: Walker, stage: Stage) -> None:
    """Open the page of files of a draft that is ready to be sent."""
    stage.draft_about("ashdown.ella")
    somebody.menu("My contacts")
    somebody.page.locator("a[href^='/drafts/']").first.click()
    somebody.page.wait_for_load_state()
    somebody.follow("Files")


def test_61_to_72_each_bad_file_is_refused_by_its_name_and_nothing_else_is_lost(
    arrive: Arriving, stage: Stage, tmp_path: Path
) -> None:
    assert {why for why, _ in BAD.values()} | NO_BAD_FILE == set(Unwanted)
    teacher = arrive("phone", signed_in_as="teacher")
    files_of_a_draft(teacher, stage)
    upload(teacher, tmp_path, notes__txt=made.TEXT)
    for name, (why, data) in BAD.items():
        upload(teacher, tmp_path, **{name: data})
        shown = "A file" if why is Unwanted.NO_NAME else name
        teacher.reads("There is a problem", f"{shown}: {why_not(why, FileLimits())}", "Files you have added (1)")
        teacher.reads("notes.txt")
    upload(teacher, tmp_path, **{f"{number}__txt": b"text %d" % number for number in range(21)})
    teacher.reads(f"19.txt: {why_not(Unwanted.TOO_MANY, FileLimits())}", "Files you have added (20)")


def test_adds_files_to_a_concern_and_the_officer_gets_them_without_the_place(
    arrive: Arriving, stage: Stage, screen: str, tmp_path: Path
) -> None:
    clamd_program()
    teacher = arrive(screen, signed_in_as="teacher")
    files_of_a_draft(teacher, stage)
    teacher.reads("Each file can be up to 25 MB", "We check every file for viruses")

    upload(teacher, tmp_path, notes__txt=made.TEXT)
    teacher.reads("What you chose is added", "Files you have added (1)")
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
    teacher = arrive("phone", signed_in_as="teacher", has_scripts=False)
    files_of_a_draft(teacher, stage)
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
