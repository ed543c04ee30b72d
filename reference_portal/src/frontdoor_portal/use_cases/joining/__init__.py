"""How people come to an agency, stay with it and leave it; and how agencies come to the front door.

It may touch what the room `use_cases` may, and libraries that know the rules of addresses and scripts by heart.
"""
