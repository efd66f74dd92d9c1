package vouchsafe.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class FreePortTest {
    @Test
    void a_server_listens_on_the_port_that_was_found() throws IOException {
        int port = FreePort.find();
        try (ServerSocket server = new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
                Socket caller = new Socket(InetAddress.getLoopbackAddress(), port)) {
            assertThat(caller.isConnected()).isTrue();
            assertThat(server.getLocalPort()).isEqualTo(port);
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void a_port_that_was_found_is_not_found_again_before_anyone_listens() throws IOException {
        List<Integer> ports =
                IntStream.range(0, 100).map(each -> FreePort.find()).boxed().toList();
        assertThat(ports).doesNotHaveDuplicates();
        for (int port : ports) {
            try (Socket other = new Socket()) {
                other.setReuseAddress(false);
                InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
                assertThatThrownBy(() -> other.bind(address)).isInstanceOf(BindException.class);
            }
        }
    }
}
