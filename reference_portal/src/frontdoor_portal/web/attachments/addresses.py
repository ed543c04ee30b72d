"""The addresses of files. None holds a name."""

OF_DRAFT = "/drafts/{draft_id:str}/files"
ONE_OF_DRAFT = f"{OF_DRAFT}/{{file_id:str}}"
REMOVE = f"{ONE_OF_DRAFT}/remove"
OF_CONTACT = "/contacts/{reference:str}/files/{file_id:str}"
ORIGINAL = f"{OF_CONTACT}/original"


def files_of(draft_id: str) -> str:
    return f"/drafts/{draft_id}/files"
