"""The tables of record. Only the dispatcher writes JournalRecord, Snapshot and OutboxEntry."""

from __future__ import annotations

from django.conf import settings
from django.db import models


class Command(models.Model):
    """Something asked of the floor, written in the same transaction as the rows it is about; taken in order of id."""

    kind = models.CharField(max_length=40)
    args = models.JSONField(default=dict)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    key = models.UUIDField(null=True, unique=True)
    request = models.CharField(max_length=64, default="")  # digest of what the key stands for
    created_at = models.DateTimeField(auto_now_add=True)
    done_seq = models.BigIntegerField(null=True)
    refusal = models.CharField(max_length=40, default="")

    class Meta:
        indexes = [models.Index(fields=["id"], name="command_open", condition=models.Q(done_seq__isnull=True))]


class JournalRecord(models.Model):
    """One event of the core and its effects: {"a": arguments, "e": effects, "c": command id or null}."""

    seq = models.BigIntegerField(primary_key=True)
    at_ms = models.BigIntegerField()
    event = models.CharField(max_length=40)
    body = models.JSONField()


class Snapshot(models.Model):
    """The router's whole state after the record `seq`."""

    seq = models.BigIntegerField(primary_key=True)
    at_ms = models.BigIntegerField()
    versions = models.JSONField()
    body = models.BinaryField()


class OutboxEntry(models.Model):
    """An effect that must reach a channel, written in the commit of its cause and sent at least once after it."""

    seq = models.BigIntegerField()
    topic = models.CharField(max_length=40)
    body = models.JSONField()
    sent_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["id"], name="outbox_unsent", condition=models.Q(sent_at__isnull=True))]


class AuditEntry(models.Model):
    """Who changed, or saw, what."""

    at = models.DateTimeField(auto_now_add=True)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    action = models.CharField(max_length=40)
    object_type = models.CharField(max_length=40)
    object_id = models.CharField(max_length=40)
    detail = models.JSONField(default=dict)

    class Meta:
        indexes = [models.Index(fields=["object_type", "object_id"], name="audit_object")]
