"""Telephone numbers and addresses of workers that somebody found to be wrong, for the front door to have put right."""
