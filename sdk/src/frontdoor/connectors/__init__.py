"""The promises a plugin makes: what a case-management or education system can be asked, and how it may fail.

It may touch `frontdoor.domain`, attrs and the standard library only; a connector itself lives in a plugin.
"""
