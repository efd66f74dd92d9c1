package vouchsafe.portal.oauthclients;

import java.util.Map;
import vouchsafe.oauth.ProofKeyUse;

/**
 * What the page about a client tells beside its registration.
 *
 * @param addresses what its app must be told, by purpose
 * @param proofKeys whether its apps send PKCE challenges
 */
public record AboutClient(Map<String, String> addresses, ProofKeyUse proofKeys) {}
