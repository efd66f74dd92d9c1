package vouchsafe.correspondence;

import java.util.List;
import vouchsafe.messages.Message;

/** What became of a project's wish to send a message. */
public sealed interface MessageSent {
    /** It is queued, for {@link Message#recipients} members; none, where nobody accepts messages. */
    record Queued(Message message) implements MessageSent {}

    /** The project does not ask for the permission to send messages. */
    record NoPermission() implements MessageSent {}

    /** These are no active members of the project; nobody gets the message. */
    record UnknownNumbers(List<String> numbers) implements MessageSent {}

    /** These members did not agree to messages; nobody gets the message. */
    record NotAccepted(List<String> numbers) implements MessageSent {}

    /** So many messages of this project wait that it has to wait too. */
    record Busy() implements MessageSent {}
}
