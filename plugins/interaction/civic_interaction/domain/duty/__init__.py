"""The duty roster 值守 (R134), one step to a file.

Planning      `plan` (turns over working days; kept in step with the calendar) → `change_shift` (another person, or two swap);
              `follow_posts` (who leaves hands their days over); `tell_changes`
The day       `start_day` (whose day it is hears of it) → `write_log` (notes; open points for the next one)
New letters   `escalate` (nobody accepts: person on duty → leaders → government office)
The rules     `change_rule`
Questions     `queries`
"""
