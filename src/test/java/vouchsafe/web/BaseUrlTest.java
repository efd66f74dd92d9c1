package vouchsafe.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BaseUrlTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        https://data.example.org             | https://data.example.org
        https://data.example.org/            | https://data.example.org
        https://data.example.org///          | https://data.example.org
        HTTPS://Data.Example.ORG             | https://data.example.org
        https://data.example.org:443/        | https://data.example.org
        https://data.example.org:/           | https://data.example.org
        http://data.example.org:80           | http://data.example.org
        http://data.example.org:443          | http://data.example.org:443
        https://data.example.org:8443/       | https://data.example.org:8443
        https://example.org/vouchsafe        | https://example.org/vouchsafe
        https://example.org/vouchsafe/       | https://example.org/vouchsafe
        https://Example.org/Our.Data/v1~a_b- | https://example.org/Our.Data/v1~a_b-
        http://127.0.0.1:8080                | http://127.0.0.1:8080
        http://[::1]:8080/x                  | http://[::1]:8080/x
        https://xn--bcher-kva.example/       | https://xn--bcher-kva.example
        """)
    void one_form(String given, String form) {
        assertThat(BaseUrl.of(given)).hasToString(form);
        assertThat(BaseUrl.of(form)).hasToString(form);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        example.org                          | must be an absolute http or https URL
        //example.org                        | must be an absolute http or https URL
        ftp://example.org                    | must be an absolute http or https URL
        mailto:me@example.org                | must be an absolute http or https URL
        https://                             | must be a URL such as
        https:///vouchsafe                   | whose host has letters
        https://my_host/                     | whose host has letters
        https://bücher.example/              | an international name is written xn--
        https://example.org./                | must not end with a dot
        https://me:secret@example.org/       | no user name or password
        https://me@example.org/              | no user name or password
        https://example.org/?                | no query and no fragment
        https://example.org/?a=b             | no query and no fragment
        https://example.org/#                | no query and no fragment
        https://example.org/x#top            | no query and no fragment
        https://example.org:0/               | must be from 1 to 65535
        https://example.org:65536/           | must be from 1 to 65535
        https://example.org/a b              | Illegal character in path at character 22
        https://example.org/a\\b             | Illegal character in path
        https://example.org/..               | without steps such as ..
        https://example.org/a/../b           | without steps such as ..
        https://example.org/./a              | without steps such as ..
        https://example.org//a               | one slash between them
        https://example.org/a//b             | one slash between them
        https://example.org/%76ouchsafe      | without encoded characters
        https://example.org/a%2Fb            | without encoded characters
        https://example.org/daten-für-alle   | without encoded characters
        https://example.org/a;v=1            | names of letters, digits
        https://example.org/a@b              | names of letters, digits
        """)
    void what_has_no_such_form_is_refused_in_words(String given, String why) {
        assertThatThrownBy(() -> BaseUrl.of(given))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(why);
    }
}
