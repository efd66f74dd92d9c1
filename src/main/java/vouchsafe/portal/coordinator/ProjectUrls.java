package vouchsafe.portal.coordinator;

import vouchsafe.clients.Client;
import vouchsafe.projects.Project;
import vouchsafe.web.PublicAddress;

/**
 * The absolute URLs an app of a project needs.
 *
 * @param authorization address to send members to
 * @param readyAuthorization the same with the client's own id, ready to be opened
 * @param token address for exchanging codes and refresh tokens
 * @param revocation address for giving tokens back
 * @param exchangeMember the member of an access token
 * @param members every member of the project
 * @param project the project of a token
 * @param signup address at which members of an on-site project begin
 */
public record ProjectUrls(
        String authorization,
        String readyAuthorization,
        String token,
        String revocation,
        String exchangeMember,
        String members,
        String project,
        String signup) {

    static ProjectUrls of(PublicAddress address, Project project, Client client) {
        String authorization = address.url("/direct-sharing/projects/oauth2/authorize/");
        return new ProjectUrls(
                authorization,
                authorization + "?client_id=" + client.clientId() + "&response_type=code",
                address.url("/oauth2/token/"),
                address.url("/oauth2/revoke_token/"),
                address.url("/api/direct-sharing/project/exchange-member/"),
                address.url("/api/direct-sharing/project/members/"),
                address.url("/api/direct-sharing/project/"),
                address.url(project.joinPath()));
    }
}
