"""Where a sign-in leads."""

HOME = "/my"
