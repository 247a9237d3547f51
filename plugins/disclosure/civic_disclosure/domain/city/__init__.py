"""What `plan_city` and `apply_city` are made of: profile → registry → rows → comparison → plan."""
