package vouchsafe.portal.records;

import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import vouchsafe.audit.AuditEntry;

/**
 * Words audit events for people. In a template, {@code ACTOR} is the person who acted, {@code SUBJECT} the member
 * concerned, {@code APP} the client concerned; a word in braces is a fact of the event.
 */
final class Sentences {
    private static final Map<String, String> TEMPLATES = Map.ofEntries(
            Map.entry("annotation.moderated", "ACTOR set an annotation of SUBJECT to {status}"),
            Map.entry("annotation.reports_dismissed", "ACTOR dismissed the reports about an annotation of SUBJECT"),
            Map.entry("annotation_group.added", "ACTOR added SUBJECT to the group \"{group}\""),
            Map.entry("annotation_group.changed", "ACTOR changed the group \"{group}\""),
            Map.entry("annotation_group.created", "ACTOR made the group \"{group}\""),
            Map.entry("annotation_group.deleted", "ACTOR deleted the group \"{group}\""),
            Map.entry("annotation_group.joined", "SUBJECT joined the group \"{group}\""),
            Map.entry("annotation_group.left", "SUBJECT left the group \"{group}\""),
            Map.entry("annotation_group.removed", "ACTOR removed SUBJECT from the group \"{group}\""),
            Map.entry("annotation_group.role_changed", "SUBJECT became {role} of the group \"{group}\""),
            Map.entry("audit.exported", "ACTOR exported the audit log"),
            Map.entry("audit.purged", "{events} old events of the audit log were erased"),
            Map.entry("client.created", "APP was registered as a client"),
            Map.entry("consent.accepted", "SUBJECT accepted the consent text of APP (version {version})"),
            Map.entry("datatype.created", "ACTOR added the data type {name}"),
            Map.entry("datatype.edited", "ACTOR edited the data type {name}"),
            Map.entry("client.deleted", "ACTOR deleted the client {name}"),
            Map.entry("client.secret_made", "ACTOR made a new client secret for APP"),
            Map.entry("client.secret_retired", "ACTOR retired a client secret of APP"),
            Map.entry("client.updated", "ACTOR changed the client APP"),
            Map.entry("developer_token.ended", "The developer token of SUBJECT was ended"),
            Map.entry("developer_token.made", "SUBJECT made a developer token"),
            Map.entry("email.change_requested", "SUBJECT asked to change the e-mail address"),
            Map.entry("email.changed", "SUBJECT changed the e-mail address"),
            Map.entry("email.verified", "SUBJECT confirmed the e-mail address"),
            Map.entry("files.deleted", "{files} files of SUBJECT were deleted (APP)"),
            Map.entry("files.uploaded", "A file of {size} bytes was added for SUBJECT (APP)"),
            Map.entry("grant.authorized", "SUBJECT connected APP (version {version} of what it asks for)"),
            Map.entry("grant.erasure_confirmed", "APP confirmed that it deleted the data of SUBJECT"),
            Map.entry("grant.muted", "SUBJECT wants no more mail from APP"),
            Map.entry("grant.unmuted", "SUBJECT wants mail from APP again"),
            Map.entry("grant.vouched", "APP vouched for SUBJECT"),
            Map.entry("grant.withdrawn", "SUBJECT and APP were disconnected by the {by}"),
            Map.entry("mail.read", "ACTOR read an undelivered mail"),
            Map.entry("mail.sent_again", "ACTOR had an undelivered mail tried again"),
            Map.entry("member.changed_by_authority", "APP changed the account SUBJECT"),
            Map.entry("member.created", "SUBJECT got an account"),
            Map.entry("member.deleted", "SUBJECT deleted the account"),
            Map.entry("member.exported", "SUBJECT downloaded everything there is of them"),
            Map.entry("member.made_by_authority", "APP made the account SUBJECT"),
            Map.entry("member.reinstated", "ACTOR reinstated SUBJECT"),
            Map.entry("member.roles_changed", "ACTOR changed the roles of SUBJECT"),
            Map.entry("member.suspended", "ACTOR suspended SUBJECT"),
            Map.entry("password.changed", "SUBJECT changed the password"),
            Map.entry("password.reset", "SUBJECT chose a new password through a link in a mail"),
            Map.entry("password.reset_requested", "Somebody asked for a link to choose a new password for SUBJECT"),
            Map.entry(
                    "keys.lost", "The keys {keys} of the key ring were given up as lost, with everything they sealed"),
            Map.entry("keys.retired", "Key {key} of the key ring was retired"),
            Map.entry("keys.rewrapped", "The key ring was wrapped by another master key: {master}"),
            Map.entry("keys.rotated", "The key ring got a new key, {key}, which seals from {seals_from}"),
            Map.entry("keys.signing_rotated", "Receipts are signed with a new key from {signs_from}"),
            Map.entry("project.all_sources_set", "ACTOR set whether APP asks for the data of every source"),
            Map.entry("project.approval_asked", "ACTOR asked for approval of APP"),
            Map.entry("project.approval_commented", "ACTOR commented on the approval of APP"),
            Map.entry("project.approval_ended", "ACTOR ended the approval of APP"),
            Map.entry("project.approval_request_withdrawn", "ACTOR took back the request for approval of APP"),
            Map.entry("project.approved", "ACTOR approved APP"),
            Map.entry("project.change_accepted", "ACTOR accepted what APP now asks of members"),
            Map.entry("project.change_declined", "ACTOR declined what APP wanted to ask of members"),
            Map.entry("project.change_proposed", "ACTOR proposed that APP ask members for something else"),
            Map.entry("project.changes_asked", "ACTOR asked for changes before APP can be approved"),
            Map.entry("project.closed", "ACTOR closed APP for good, as {by}"),
            Map.entry("project.converted", "ACTOR made APP a project of kind {kind}"),
            Map.entry("project.created", "ACTOR created the project APP"),
            Map.entry(
                    "project.datatype_rules_set", "ACTOR set which data types APP may use beyond those it registered"),
            Map.entry("project.datatypes_registered", "ACTOR chose which data types APP uploads"),
            Map.entry("project.declined", "ACTOR declined to approve APP"),
            Map.entry("project.handed_over", "ACTOR handed APP over to SUBJECT"),
            Map.entry("project.invitation_ended", "ACTOR ended the invitation to run APP"),
            Map.entry("project.invited", "ACTOR asked SUBJECT to run APP"),
            Map.entry("project.master_token_before_ended", "ACTOR ended the former master access token of APP"),
            Map.entry("project.master_token_exemption_set", "ACTOR set whether the master access token of APP expires"),
            Map.entry("project.master_token_replaced", "ACTOR made a new master access token for APP"),
            Map.entry("project.members_exported", "ACTOR downloaded the list of members of APP"),
            Map.entry("project.message_reported", "ACTOR reported a message of APP"),
            Map.entry("project.message_sent", "APP sent a message to {recipients} members"),
            Map.entry("project.message_tried", "ACTOR sent a message of APP to themselves"),
            Map.entry("project.paused", "APP was paused, since ACTOR may not run it"),
            Map.entry("project.resumed", "APP goes on (ACTOR)"),
            Map.entry("project.secret_made", "ACTOR made a new client secret for APP"),
            Map.entry("project.secret_retired", "ACTOR retired a client secret of APP"),
            Map.entry("project.storage_allowed", "ACTOR changed how much APP may store"),
            Map.entry("project.updated", "ACTOR edited APP"),
            Map.entry("project.version_made", "What APP asks of members changed (version {version})"),
            Map.entry("public_sharing.agreed", "SUBJECT agreed to share data publicly"),
            Map.entry("public_sharing.ended", "SUBJECT stopped sharing any data publicly"),
            Map.entry("public_sharing.started", "SUBJECT made their data of APP public"),
            Map.entry("public_sharing.stopped", "SUBJECT shares no data of APP publicly any more"),
            Map.entry("session.ended", "SUBJECT was signed out in one browser"),
            Map.entry("session.others_ended", "SUBJECT was signed out in all other browsers"),
            Map.entry("session.signed_out", "SUBJECT signed out"),
            Map.entry("signin.completed", "SUBJECT signed in"),
            Map.entry("signin.failed", "Somebody failed to sign in as SUBJECT"),
            Map.entry("signin.refused", "SUBJECT could not sign in"),
            Map.entry("signup.completed", "SUBJECT signed up"),
            Map.entry("tokens.ended", "SUBJECT ended a sign-in of APP"),
            Map.entry("tokens.sent_in_clear", "APP sent a token over plain http; that connection was ended"),
            Map.entry("tokens.replayed", "APP used a code or token twice; that connection was ended"),
            Map.entry("webhook.resent", "ACTOR had a webhook of APP sent again"),
            Map.entry("webhook.secret_made", "ACTOR made a new webhook secret for APP"),
            Map.entry("webhook.tested", "ACTOR had a test webhook of APP sent"),
            Map.entry("webhook.url_set", "ACTOR set where the webhooks of APP go"));

    private static final Pattern OURS = Pattern.compile("^(you|another member|a deleted|an unknown|nobody|no app) ");

    private Sentences() {}

    /** Finds the names in a sentence. */
    interface Names {
        /** A member's name. */
        String member(UUID id);

        /** A client's name. */
        String client(UUID id);
    }

    /** The kinds that have a sentence of their own, by name. */
    static Map<String, String> kinds() {
        return new TreeMap<>(TEMPLATES);
    }

    /** The event in one sentence. */
    static String about(AuditEntry entry, Names names) {
        String template = TEMPLATES.getOrDefault(entry.kind(), "Event " + entry.kind() + " (SUBJECT, APP)");
        String actor = entry.actorId() == null ? "Somebody" : names.member(entry.actorId());
        UUID subjectId = entry.subjectId() == null ? entry.actorId() : entry.subjectId();
        String subject = subjectId == null ? unknown(entry) : names.member(subjectId);
        String app = entry.clientRowId() == null ? "no app" : names.client(entry.clientRowId());
        // Facts first: a name that contains a template's word must not be filled in again.
        StringBuilder sentence = new StringBuilder();
        for (String word : template.split("(?=\\b[A-Z]{3,}\\b)|(?<=\\b[A-Z]{3,}\\b)|(?=\\{)|(?<=\\})")) {
            sentence.append(
                    switch (word) {
                        case "ACTOR" -> actor;
                        case "SUBJECT" -> subject;
                        case "APP" -> app;
                        default -> fact(word, entry);
                    });
        }
        return beginning(sentence.toString());
    }

    /** Gives a sentence its capital; a username at its beginning stays as it is. */
    private static String beginning(String sentence) {
        String text = sentence.replaceFirst("^you was ", "you were ");
        return OURS.matcher(text).find() ? Character.toUpperCase(text.charAt(0)) + text.substring(1) : text;
    }

    private static String fact(String word, AuditEntry entry) {
        if (!word.startsWith("{") || !word.endsWith("}")) {
            return word;
        }
        return entry.detail().getOrDefault(word.substring(1, word.length() - 1), "?");
    }

    private static String unknown(AuditEntry entry) {
        @Nullable String account = entry.detail().get("account");
        return account == null ? "nobody in particular" : "an unknown account";
    }
}
