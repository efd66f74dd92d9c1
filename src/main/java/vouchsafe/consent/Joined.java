package vouchsafe.consent;

import vouchsafe.grants.Grant;
import vouchsafe.oauth.Secret;

/** The outcome of a member's "yes" to an app. */
public sealed interface Joined permits Joined.Yes, NotJoined {
    /** The member shares with the client now; the code is for its app. */
    record Yes(Grant grant, Secret code) implements Joined {}
}
