package vouchsafe.accounts;

import java.util.UUID;

/** Whether an account is in use, and the stamp of its credentials. */
record Standing(UUID memberId, boolean active, int stamp) {}
