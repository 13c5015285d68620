"""Words about files: what the system refuses, in the user's language."""

from __future__ import annotations

from typing import Final

FILE_WORDS: Final[dict[str, tuple[str, str]]] = {
    "file_not_written": (
        "{file} ne peut pas être écrit ({error}). Donnez un autre nom, dans un répertoire où vous pouvez écrire.",
        "{file} cannot be written ({error}). Give another name, in a directory that you may write to.",
    ),
    "file_not_ours": (
        "{file} existe et n’a pas été écrit par cette option. Donnez un autre nom.",
        "{file} exists and was not written by this option. Give another name.",
    ),
    "file_is_none": ("ce n’est pas un fichier", "it is no file"),
    "file_is_missing": ("il n’existe pas, ou son répertoire", "there is no such file or directory"),
    "file_is_directory": ("c’est un répertoire", "it is a directory"),
    "file_is_barred": ("les droits d’accès manquent", "access is not allowed"),
    "file_is_locked": ("ce disque est en lecture seule", "the disk is read-only"),
    "file_is_full": ("le disque est plein", "the disk is full"),
    "file_is_below_file": ("un fichier est là où il faut un répertoire", "a file stands where a directory should"),
    "file_is_too_long": ("le nom est trop long", "the name is too long"),
    "file_is_damaged": ("fichier compressé abîmé ou coupé", "the compressed file is damaged or cut"),
    "file_is_failing": ("erreur du disque ou du système", "an error of the disk or the system"),
}
