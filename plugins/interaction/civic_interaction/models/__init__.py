from civic_interaction.models.uploads import Upload

__all__ = ["Upload"]
