package vouchsafe.web;

import java.util.List;

/**
 * The settings about the network around the server.
 *
 * @param trustedProxies addresses or networks (CIDR) whose X-Forwarded-For is believed
 * @param outboundPrivate whether calls to the outside may reach private and loopback addresses
 */
@SuppressWarnings("ReturnValueIgnored") // reading the networks checks them
public record WebSettings(List<String> trustedProxies, boolean outboundPrivate) {
    public WebSettings {
        trustedProxies = List.copyOf(trustedProxies);
        TrustedProxies.of(trustedProxies);
    }
}
