"""What the tables cannot say: the search index, and the triggers that make the journal final."""

from __future__ import annotations

SQLITE_PARTS = (
    "CREATE VIRTUAL TABLE passage USING fts5("
    "text, segment UNINDEXED, source UNINDEXED, tokenize='porter unicode61 remove_diacritics 2')",
    "CREATE TRIGGER event_is_final_update BEFORE UPDATE ON event BEGIN "
    "SELECT RAISE(ABORT, 'the journal is append-only'); END",
    "CREATE TRIGGER event_is_final_delete BEFORE DELETE ON event BEGIN "
    "SELECT RAISE(ABORT, 'the journal is append-only'); END",
)

# Stop words stay in, so that the same query finds the same passages on both databases.
POSTGRESQL_PARTS = (
    "CREATE TEXT SEARCH DICTIONARY qualcode_stem (TEMPLATE = snowball, LANGUAGE = porter)",
    "CREATE TEXT SEARCH CONFIGURATION qualcode (COPY = simple)",
    "ALTER TEXT SEARCH CONFIGURATION qualcode ALTER MAPPING FOR "
    "asciiword, word, numword WITH qualcode_stem",
    "CREATE TABLE passage (text TEXT NOT NULL, segment TEXT NOT NULL, source TEXT NOT NULL, "
    "words TSVECTOR NOT NULL)",
    "CREATE INDEX ix_passage_words ON passage USING gin (words)",
    "CREATE INDEX ix_passage_source ON passage (source)",
    "CREATE FUNCTION event_is_final() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
    "RAISE EXCEPTION 'the journal is append-only'; END $$",
    "CREATE TRIGGER event_is_final BEFORE UPDATE OR DELETE ON event "
    "FOR EACH ROW EXECUTE FUNCTION event_is_final()",
)
