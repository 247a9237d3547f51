"""Personal data at rest and before publication.

- `keys`      the keys of the deployer
- `sealing`   text to ciphertext and back; ciphertext names its key
- `fields`    `EncryptedTextField`: a text that the database cannot read
- `digest`    keyed digests: finding the same phone number again without being able to read it
- `masking`   what of a text to hide from the public: suggested here, decided by a person
"""
