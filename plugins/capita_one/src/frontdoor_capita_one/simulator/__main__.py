"""`python -m frontdoor_capita_one.simulator`: writes files of made-up pupils."""

from frontdoor_capita_one.simulator.commands import main

if __name__ == "__main__":
    main()
