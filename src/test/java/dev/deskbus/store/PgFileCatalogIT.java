package dev.deskbus.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deskbus.domain.file.FileName;
import dev.deskbus.domain.file.StoredFile;
import dev.deskbus.domain.id.FileId;
import dev.deskbus.domain.id.TenantId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PgFileCatalogIT {
    @RegisterExtension static final PgTest db = new PgTest();

    private static final FileId ID = new FileId("0123456789abcdef0123456789abcdef");

    private PgFileCatalog target;

    @BeforeEach
    void open() {
        new Desk(db);
        target = new PgFileCatalog(db.pg());
    }

    @Test
    void whatIsAddedIsFound() {
        StoredFile file =
                new StoredFile(ID, new TenantId(1), FileName.of("报价 1.docx"), "text/plain", 7);
        assertThat(db.await(target.find(ID))).isEmpty();

        db.await(target.add(file));

        assertThat(db.await(target.find(ID))).contains(file);
        assertThatThrownBy(() -> db.await(target.add(file))).isInstanceOf(DuplicateKey.class);
    }
}
