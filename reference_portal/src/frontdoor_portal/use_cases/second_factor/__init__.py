"""The second factor of a sign-in: an authenticator's code, set up, given, lost and set up again.

It may touch what a use case may. Whoever knows the password alone reaches none of the portal's pages but those of this
room, for as long as a factor is required or set up.
"""
