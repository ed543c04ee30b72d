"""Emails to people: what each wants to be told, one a day instead of many, and who could not be reached.

It may touch what every use case may: the domain, the workflow and the ports, never mail or HTTP.
"""
