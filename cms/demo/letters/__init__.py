"""Letters to the demo city, from a year ago to today, dealt with by its people through the verbs of `civic_interaction`.

`texts` reads what people write (`vocabulary/letters/*.toml`) → `compose` makes one letter of it → `plan` decides when each
comes and how it fares → `life` is what then happens to it, day by day → `play` lets all of them live side by side.
`afterwards` makes common questions of what was answered, `topics` hot topics, `duty` the rosters and their logs.
`desks` knows who sits where, `moments` when people work and write, `files` what they attach.
"""
