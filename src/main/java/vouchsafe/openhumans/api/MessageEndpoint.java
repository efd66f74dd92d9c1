package vouchsafe.openhumans.api;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import vouchsafe.consent.MemberNumbers;
import vouchsafe.correspondence.MessageSent;
import vouchsafe.correspondence.Messaging;
import vouchsafe.messages.MessageText;
import vouchsafe.openhumans.wording.Refusals;
import vouchsafe.web.BadRequest;
import vouchsafe.web.api.ApiAnswer;
import vouchsafe.web.api.ApiRefusal;
import vouchsafe.web.api.Route;
import vouchsafe.wording.MemberNumberText;
import vouchsafe.wording.MessageFaultText;

/** {@code POST message/}: a message to all members, or to those named; with a member's own token, to that member. */
final class MessageEndpoint implements Endpoint {
    private final Messaging messaging;

    MessageEndpoint(Messaging messaging) {
        this.messaging = messaging;
    }

    @Override
    public Route<Endpoint> route() {
        return Endpoint.post("message", this);
    }

    @Override
    public ApiAnswer answer(ProjectCall call) throws ApiRefusal, BadRequest, IOException {
        if (!Messaging.mayWrite(call.project())) {
            throw noPermission();
        }
        FormErrors errors = new FormErrors();
        Optional<MessageText> text = text(call.body(), errors);
        Optional<To> to = to(call, errors);
        if (text.isEmpty() || to.isEmpty()) {
            throw errors.refusal();
        }
        MessageSent sent = switch (to.get()) {
            case To.All all -> messaging.toAll(call.project(), Optional.empty(), text.get());
            case To.These(List<String> numbers) -> messaging.to(numbers, call.project(), Optional.empty(), text.get());
        };
        return switch (sent) {
            case MessageSent.Queued queued -> ApiAnswer.ok("success");
            case MessageSent.NoPermission no -> throw noPermission();
            case MessageSent.UnknownNumbers(List<String> numbers) ->
                throw FormErrors.of(NamedMembers.FIELD, MemberNumberText.unknown(numbers));
            case MessageSent.NotAccepted(List<String> numbers) ->
                throw FormErrors.of(
                        NamedMembers.FIELD,
                        "Members who have not agreed to messages from this project: " + String.join(", ", numbers));
            case MessageSent.Busy busy ->
                throw Refusals.detail(429, "Too many messages of this project are waiting. Try again in an hour.");
        };
    }

    /** The recipients of a message. */
    private sealed interface To {
        record All() implements To {}

        record These(List<String> numbers) implements To {}
    }

    private static Optional<MessageText> text(ApiBody body, FormErrors errors) {
        return switch (MessageText.check(
                body.text("subject").orElse(""), body.text("message").orElse(""))) {
            case MessageText.Checked.Good(MessageText text) -> Optional.of(text);
            case MessageText.Checked.Wrong(var faults) -> {
                MessageFaultText.byField(faults).forEach(errors::add);
                yield Optional.empty();
            }
        };
    }

    private static Optional<To> to(ProjectCall call, FormErrors errors) throws BadRequest, IOException {
        if (call.caller() instanceof Caller.ForMember member) {
            return Optional.of(new To.These(List.of(member.grant().subject())));
        }
        boolean all = call.body().flag("all_members");
        if (all == NamedMembers.any(call.body())) {
            errors.add(FormErrors.WHOLE, MemberNumberText.allOrSome(all));
            return Optional.empty();
        }
        if (all) {
            return Optional.of(new To.All());
        }
        return switch (NamedMembers.read(call.body())) {
            case MemberNumbers.Valid(List<String> numbers) -> Optional.of(new To.These(numbers));
            case MemberNumbers.Invalid fault -> {
                errors.add(NamedMembers.FIELD, MemberNumberText.of(fault));
                yield Optional.empty();
            }
        };
    }

    private static ApiRefusal noPermission() {
        return Refusals.detail(
                403,
                "This project does not ask members for permission to send messages. Turn that on in its"
                        + " configuration; members agree to it when they authorize again.");
    }
}
