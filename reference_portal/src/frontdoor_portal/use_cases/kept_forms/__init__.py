"""What somebody was sending when their sign-in ended: kept sealed for them alone, and put back where they typed it."""
