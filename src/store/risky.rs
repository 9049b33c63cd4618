//! Whether a room lies where two terminals can damage it: on a network, or in a folder that a program copies about.
//! Must not know what is in the file.

use std::fs;
use std::path::Path;

/// A plain warning when the file lies on a network or in a folder that a program copies about.
pub fn warning(path: &Path) -> Option<String> {
    let real = fs::canonicalize(path).ok()?;
    let mounts = fs::read_to_string("/proc/self/mounts").unwrap_or_default();
    let what = networked(&real, &mounts).or_else(|| synced(&real))?;
    Some(format!(
        "{} lies {what}: two terminals can damage it there; keep it on a local disk of one host and share that by SSH",
        path.display()
    ))
}

/// The kinds of file system whose locks SQLite cannot trust, as `/proc/self/mounts` names them.
const NETWORKS: [&str; 14] = [
    "nfs",
    "nfs4",
    "cifs",
    "smb3",
    "smbfs",
    "9p",
    "afs",
    "ceph",
    "davfs",
    "fuse.sshfs",
    "fuse.rclone",
    "fuse.davfs2",
    "fuse.glusterfs",
    "fuse.s3fs",
];

fn networked(path: &Path, mounts: &str) -> Option<String> {
    let (kind, _) = mounts
        .lines()
        .filter_map(|line| {
            let mut fields = line.split(' ').skip(1);
            let at = fields.next()?.replace("\\040", " ");
            Some((fields.next()?, at))
        })
        .filter(|(_, at)| path.starts_with(at))
        // Of mounts on the same point the last one counts.
        .max_by_key(|(_, at)| at.len())?;
    NETWORKS
        .contains(&kind)
        .then(|| format!("on a network file system ({kind})"))
}

/// Folders of programs that copy files between machines.
const SYNCED: [&str; 9] = [
    "Dropbox",
    "OneDrive",
    "Google Drive",
    "GoogleDrive",
    "iCloud Drive",
    "Mobile Documents",
    "Nextcloud",
    "ownCloud",
    "Syncthing",
];

fn synced(path: &Path) -> Option<String> {
    let found = path.components().find_map(|part| {
        let part = part.as_os_str().to_string_lossy();
        SYNCED
            .into_iter()
            .find(|name| part == *name || part.starts_with(&format!("{name} ")))
    })?;
    Some(format!("in a synchronised folder ({found})"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn networks_and_sync_folders_are_named() {
        let mounts = "/dev/sda1 / ext4 rw 0 0\nhost:/x /mnt/team nfs4 rw 0 0\n\
                      me@host:/ /home/me/far\\040away fuse.sshfs rw 0 0\n";
        let network = |path: &str| networked(Path::new(path), mounts);
        assert_eq!(network("/home/me/room.db"), None);
        assert!(network("/mnt/team/room.db").unwrap().contains("nfs4"));
        assert!(network("/home/me/far away/r.db").unwrap().contains("sshfs"));
        assert_eq!(network("/mnt/teams/room.db"), None);
        assert!(synced(Path::new("/home/me/Dropbox/room.db")).is_some());
        assert!(synced(Path::new("/home/me/OneDrive - Acme/room.db")).is_some());
        assert_eq!(synced(Path::new("/home/me/Dropboxes/room.db")), None);
    }
}
