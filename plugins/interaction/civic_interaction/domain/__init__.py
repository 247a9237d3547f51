"""What happens with letters, one step to a file, in the order of the journeys.

Uploads     `keep_upload` (a citizen's file is judged and kept) → `take_uploads` (a form takes it) | `clear_uploads` (nobody
            did); `scan_uploads` asks the virus scanner again that was down
Keys        `rotate_personal_data`
"""
