"""Statements about the mart itself: how old it is, and whether its tables may be read."""

from sqlalchemy import Column, DateTime, MetaData, Table, func, literal, select

from frontdoor_mosaic.mart.statements.conditions import Statement
from frontdoor_mosaic.site import Refreshed


def refreshed(where: Refreshed) -> Statement:
    """When the mart was last filled."""
    stamps = Table(where.table, MetaData(), Column(where.column, DateTime()))
    return select(func.max(stamps.c[where.column]))


def readable(one: Table) -> Statement:
    """A row of a table at most, asked for nothing but whether it may be read."""
    return select(literal(1)).select_from(one).limit(1)
