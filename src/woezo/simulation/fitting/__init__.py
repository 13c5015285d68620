"""From a journal to a scenario, and how true that scenario is: history, laws, presence, days played again."""
