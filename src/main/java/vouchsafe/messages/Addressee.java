package vouchsafe.messages;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One member whom a message is to reach now.
 *
 * @param number what the project knows the member by
 * @param email where mail goes, or null where the member reads the message on this server only: they muted the project, or
 *     have not shown that the address is theirs
 */
public record Addressee(
        UUID grantId, String number, @Nullable String email) {}
