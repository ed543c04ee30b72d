"""The connector to Framework-i: SOAP 1.1 over the reference contract in `wsdl/`, with a stand-in to try it against.

It may touch the SDK, attrs and lxml; the simulator also touches the made-up families, and nothing imports it.
"""
