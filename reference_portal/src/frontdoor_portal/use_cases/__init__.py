"""What people do at the front door, one verb a module, each reading as policy.

It may touch the SDK and its own ports: never HTTP, never SQL, never a plugin.
"""
