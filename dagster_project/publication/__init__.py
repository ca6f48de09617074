"""Write, audit, publish: identity, gate, versions, history, rollback."""
