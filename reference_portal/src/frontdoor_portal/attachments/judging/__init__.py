"""What a file is, judged by its content and never by its name, and whether it is safe to pass on.

It may touch the standard library, puremagic, Pillow, pikepdf and olefile. It runs in a process of its own
(`judging.process`), because these parsers read what anybody may have sent.
"""

from frontdoor_portal.attachments.judging.judge import Finding, judge

__all__ = ["Finding", "judge"]
