package vouchsafe.portal.mydata;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.util.unit.DataSize;

class FileSizeTest {
    @ParameterizedTest
    @ValueSource(strings = {"5GB", "78GB", "500MB", "512MB", "128MB", "64KB", "1000MB", "2TB"})
    void a_size_reads_as_its_setting_says(String setting) {
        String words = FileSize.words(DataSize.parse(setting).toBytes());
        assertThat(words.replace(" ", "").replace('k', 'K')).isEqualTo(setting);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0 bytes",
        "1, 1 byte",
        "1023, 1023 bytes",
        "1024, 1 kB",
        "1536, 1.5 kB",
        "10188, 9.9 kB",
        "10239, 10 kB",
        "1048064, 1 MB",
        "5368709120, 5 GB",
        "9223372036854775807, 8192 PB"
    })
    void sizes_are_worded(long bytes, String words) {
        assertThat(FileSize.words(bytes)).isEqualTo(words);
    }
}
