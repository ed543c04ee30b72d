"""Every wrong way to answer a request that was carried out."""

from collections.abc import Mapping

from attrs import evolve
from lxml import etree

from frontdoor.testing.simulators import Misbehaviour
from frontdoor.testing.wire import Reply
from frontdoor_framework_i.contract import named
from frontdoor_framework_i.simulator.elements import SoapFault
from frontdoor_framework_i.simulator.scenario import Answering

OTHER_REFERENCE = "FD-2222-2222"
OTHER_REQUEST = "00000000000000000000000000000000"
OTHER_KEY = "somebody-else"

_ENTITIES = b'<!DOCTYPE bomb [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'

ON_THE_WIRE: Mapping[Answering, Misbehaviour] = {
    Answering.SILENT: Misbehaviour.SILENT_AFTER_COMMIT,
    Answering.CUT: Misbehaviour.CUT_AFTER_COMMIT,
    Answering.EMPTY: Misbehaviour.EMPTY,
    Answering.HTML: Misbehaviour.PAGE,
    Answering.MALFORMED: Misbehaviour.MALFORMED,
    Answering.OVERSIZED: Misbehaviour.OVERSIZED,
    Answering.DRIP_FEED: Misbehaviour.DRIP_FEED,
}
"""What goes wrong whatever an answer says."""


def tampered(response: etree._Element, answering: Answering) -> etree._Element:
    """A well-formed answer that says something else. Other people's data comes from the operations themselves."""
    match answering:
        case Answering.SERVER_FAULT:
            return SoapFault("Server").element()
        case Answering.WRONG_REQUEST:
            response.set("requestId", OTHER_REQUEST)
        case Answering.WRONG_REFERENCE:
            for element in response.iter(named("submissionRef")):
                element.text = OTHER_REFERENCE
            for element in response.iter(named("noteKey"), named("documentKey")):
                element.text = OTHER_KEY
        case Answering.NO_ID:
            for element in tuple(response.iter(named("episodeId"), named("noteId"), named("documentId"))):
                parent = element.getparent()
                if parent is not None:
                    parent.remove(element)
        case Answering.NEW_SHAPE:
            etree.SubElement(response, named("newInThisRelease")).text = "yes"
        case _:
            pass
    return response


def spoilt(reply: Reply, answering: Answering) -> Reply:
    """The whole answer that takes the reply's place, or the reply itself."""
    match answering:
        case Answering.SERVER_ERROR:
            return Reply(500, "text/html", b"<h1>Server error</h1>")
        case Answering.REDIRECT:
            return Reply(302, "text/html", b"", {"Location": "/scenario"})
        case Answering.DOCTYPE:
            declaration, _, rest = reply.body.partition(b"\n")
            return evolve(reply, body=declaration + _ENTITIES + rest)
        case _:
            return reply
