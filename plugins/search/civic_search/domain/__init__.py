"""What happens to the index, in order.

- `note_change`    something findable changed: written down in the transaction that changes it
- `hold`           one writer at a time for an engine, and none who comes too late undoes what is newer
- `serve`          an engine is told what it has not been told yet; asleep, it is told when it wakes up
- `read_files`     the text of attachments, each file once
- `renew_lexicon`  the city's own words are collected
- `rebuild`        an index is built anew beside the one that answers
- `check_index`    is everything as it should be? what is not is set right
- `stand`          which engines can answer now
- `warm_up`        what every question is read with is there before the first one
- `search`         a question is answered; the order of results is made in `civic_search.ranking`
- `ask`            … with corrections, related words, and help when nothing was found
- `count_questions` what was asked is counted, without a word of who asked
- `renew_vocabulary` what questions are completed and corrected to is collected
- `report_health`  how each index stands
- `suggest`        a question is completed while it is typed
"""
