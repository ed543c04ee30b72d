"""How each command is carried out once the transition table lets it through, by subject.

It may touch the domain and the workflow's own words; `decide` alone calls it. Each function takes the contact with its
next status already set, and refuses with `Refused` whoever may not give the command or what it lacks.
"""
