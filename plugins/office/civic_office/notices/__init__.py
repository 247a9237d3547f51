"""How people are told of what happened: within the office on a list and by mail, outside by whatever reaches them.

A plugin declares its kinds of notice in its own `notifications.py` and its addressees beside them; it tells by
`civic_office.domain.tell_staff` and `civic_office.domain.tell_outside`, inside the transaction of the change.

- `kinds`        what may be told, with the placeholders of its text
- `texts`        placeholders filled and checked: a closed list of words, no template engine
- `addressees`   whom the site knows how to reach, by a name and a number; the address is looked up when sending
- `adapters`     what carries a message: the one protocol that a deployer implements for SMS or a government's messenger
- `mail` `files` the adapters that are shipped
"""
