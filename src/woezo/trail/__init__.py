"""What was done: commands to the floor, the journal, snapshots, the outbox, the audit."""
