package vouchsafe.openhumans.api;

import java.io.IOException;
import java.util.List;
import vouchsafe.consent.MemberNumbers;
import vouchsafe.consent.Removed;
import vouchsafe.consent.Withdrawal;
import vouchsafe.projects.Project;
import vouchsafe.web.BadRequest;
import vouchsafe.web.api.ApiAnswer;
import vouchsafe.web.api.ApiRefusal;
import vouchsafe.web.api.Route;
import vouchsafe.wording.MemberNumberText;

/** {@code POST remove-members/}: ends the connections of the members named; with a member's own token, that member's. */
final class RemoveMembersEndpoint implements Endpoint {
    private final Withdrawal withdrawal;

    RemoveMembersEndpoint(Withdrawal withdrawal) {
        this.withdrawal = withdrawal;
    }

    @Override
    public Route<Endpoint> route() {
        return Endpoint.post("remove-members", this);
    }

    @Override
    public ApiAnswer answer(ProjectCall call) throws ApiRefusal, BadRequest, IOException {
        MemberNumbers named = switch (call.caller()) {
            case Caller.ForMember member ->
                new MemberNumbers.Valid(List.of(member.grant().subject()));
            case Caller.ForProject project -> NamedMembers.read(call.body());
        };
        return switch (named) {
            case MemberNumbers.Valid(List<String> numbers) -> remove(call.project(), numbers);
            case MemberNumbers.Invalid fault ->
                throw FormErrors.of(
                        NamedMembers.any(call.body()) ? NamedMembers.FIELD : FormErrors.WHOLE,
                        MemberNumberText.of(fault));
        };
    }

    /** Removes the members in the name of the project's coordinator, for whom an app acts. */
    private ApiAnswer remove(Project project, List<String> numbers) throws ApiRefusal {
        return switch (withdrawal.remove(project.coordinatorId(), project, numbers)) {
            case Removed.All all -> ApiAnswer.ok("success");
            case Removed.UnknownNumbers(List<String> unknown) ->
                throw FormErrors.of(NamedMembers.FIELD, MemberNumberText.unknown(unknown));
        };
    }
}
