"""The half that writes: episodes, case notes and documents, by REST with OAuth2 client credentials.

It may touch the SDK and this plugin's site and contract; it knows nothing of the data mart.
"""
