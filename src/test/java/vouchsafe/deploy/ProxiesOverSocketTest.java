package vouchsafe.deploy;

/** The examples with a Unix socket behind them in place of a port; haproxy speaks HTTP/2 over it. */
class ProxiesOverSocketTest extends BehindProxies {
    ProxiesOverSocketTest() {
        super("/vouchsafe", true, true);
    }
}
