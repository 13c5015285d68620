"""What the OpenAPI document says of every operation: the error object, and the key that makes an act happen once."""

from __future__ import annotations

from typing import Any, Final

from ninja import NinjaAPI
from ninja.openapi.schema import OpenAPISchema

ERROR: Final = {
    "title": "Error",
    "description": "What went wrong, in the user's language. The code is stable; ref stands in our log.",
    "type": "object",
    "required": ["error"],
    "properties": {
        "error": {
            "type": "object",
            "required": ["code", "message", "field", "remedy", "ref"],
            "properties": {
                "code": {"type": "string"},
                "message": {"type": "string"},
                "field": {"type": "string", "nullable": True},
                "remedy": {"type": "string"},
                "ref": {"type": "string"},
            },
        }
    },
    "examples": [
        {
            "error": {
                "code": "unknown_skill",
                "message": "There is no skill “klingon”.",
                "field": "skills.klingon",
                "remedy": "Choose one of the list and send again.",
                "ref": "5f0c9a1b",
            }
        }
    ],
}
FAILED: Final = {
    "description": "Refused or failed",
    "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Error"}}},
}
KEY: Final = {
    "in": "header",
    "name": "Idempotency-Key",
    "description": "A new UUID for each act: sent again under it, the act is done once and answered the same.",
    "required": False,
    "schema": {"type": "string", "format": "uuid", "title": "Idempotency-Key"},
}


class Api(NinjaAPI):
    """Django-ninja's, whose document also says what holds for all operations."""

    def get_openapi_schema(self, *args: Any, **options: Any) -> OpenAPISchema:
        """The document."""
        schema = super().get_openapi_schema(*args, **options)
        schema["components"]["schemas"]["Error"] = ERROR
        for path, operations in schema["paths"].items():
            for verb, operation in operations.items():
                operation["responses"]["default"] = FAILED
                if verb == "post" and "/chat/" not in path:
                    operation["parameters"] = [*operation["parameters"], KEY]
        return schema
