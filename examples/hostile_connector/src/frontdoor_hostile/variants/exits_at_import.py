"""Ends the process while it is imported, as a script without a guard does."""

import sys

sys.exit("hostile: the process is to end")
