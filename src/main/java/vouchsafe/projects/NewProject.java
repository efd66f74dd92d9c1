package vouchsafe.projects;

import vouchsafe.clients.ClientSecret;

/**
 * A project just made, with the secrets that are never readable again.
 *
 * @param clientId its client's name on the wire
 */
public record NewProject(Project project, String clientId, ClientSecret clientSecret, MasterToken masterToken) {}
