package vouchsafe.correspondence;

import java.util.List;
import vouchsafe.messages.Message;

/** The outcome of a project's wish to send a message. */
public sealed interface MessageSent {
    /** The message is queued, for {@link Message#recipients} members; that is zero where no member accepts messages. */
    record Queued(Message message) implements MessageSent {}

    /** The project does not ask for the permission to send messages. */
    record NoPermission() implements MessageSent {}

    /** These numbers belong to no active members of the project; the message is not sent at all. */
    record UnknownNumbers(List<String> numbers) implements MessageSent {}

    /** These members did not agree to messages; the message is not sent at all. */
    record NotAccepted(List<String> numbers) implements MessageSent {}

    /** Too many messages of this project are still waiting. */
    record Busy() implements MessageSent {}
}
