"""What meets another writer is done again, so many times and no more; anything else is raised at once."""

import pytest

from frontdoor_portal.use_cases.refusals import NotVisible, Stale, StoreUnavailable
from frontdoor_portal.use_cases.trying_again import tried_again


class Attempts:
    """Raises what it is given, one after the other, and then answers."""

    def __init__(self, *raises: Exception) -> None:
        self._raises, self.made = list(raises), 0

    def __call__(self) -> str:
        self.made += 1
        if self._raises:
            raise self._raises.pop(0)
        return "done"


@pytest.mark.parametrize("met", [0, 1, 2])
def test_it_is_done_once_no_other_writer_is_met(met: int) -> None:
    attempts = Attempts(*(Stale() for _ in range(met)))

    assert (tried_again(attempts), attempts.made) == ("done", met + 1)


@pytest.mark.parametrize("times", [2, 3])
def test_after_so_many_times_it_is_raised(times: int) -> None:
    attempts = Attempts(*(Stale() for _ in range(times)))

    with pytest.raises(Stale):
        tried_again(attempts, times=times)
    assert attempts.made == times


@pytest.mark.parametrize("other", [NotVisible("x"), StoreUnavailable("x")])
def test_anything_else_is_raised_at_once(other: Exception) -> None:
    attempts = Attempts(other)

    with pytest.raises(type(other)):
        tried_again(attempts)
    assert attempts.made == 1


def test_a_database_that_is_starting_again_is_waited_for_where_that_is_asked() -> None:
    attempts = Attempts(StoreUnavailable("x"))

    assert (tried_again(attempts, when=(Stale, StoreUnavailable)), attempts.made) == ("done", 2)
