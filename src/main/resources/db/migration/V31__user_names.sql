-- Case and dots make no difference to the name of a member, so that nobody passes for another.
CREATE UNIQUE INDEX members_by_name ON members (lower(replace(username, '.', '')), authority) NULLS NOT DISTINCT;
