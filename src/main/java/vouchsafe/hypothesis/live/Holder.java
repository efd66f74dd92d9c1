package vouchsafe.hypothesis.live;

import java.util.UUID;
import vouchsafe.hypothesis.ApiCaller;
import vouchsafe.web.SenderNetwork;

/** The owner of one share of the room for sockets. */
sealed interface Holder {

    /** One member, on all devices and through all apps. */
    record OneMember(UUID id) implements Holder {}

    /** All callers without a good token from one network. */
    record Strangers(String network) implements Holder {}

    static Holder of(ApiCaller caller, String address) {
        return caller instanceof ApiCaller.ForMember member
                ? new OneMember(member.member().id())
                : new Strangers(SenderNetwork.of(address));
    }

    default boolean strangers() {
        return this instanceof Strangers;
    }
}
