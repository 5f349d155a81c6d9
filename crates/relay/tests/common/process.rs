//! The real binary as a process.

use std::{
    fs::File,
    io::{BufRead, BufReader},
    net::SocketAddr,
    path::Path,
    process::{Child, Command, ExitStatus, Output, Stdio},
    sync::mpsc,
    thread,
};

/// `coplan` with arguments.
pub fn coplan(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_coplan"));
    command
        .args(arguments)
        .env_remove("RUST_LOG")
        .env_remove("COPLAN_CREATE_TOKEN");
    command
}

/// Runs it to its end; one that does not end, because it serves what it should have refused, is killed.
pub fn run(arguments: &[&str]) -> Output {
    let mut command = coplan(arguments);
    let child = command
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let (pid, (done, outcome)) = (child.id(), mpsc::channel());
    thread::spawn(move || done.send(child.wait_with_output()));
    outcome
        .recv_timeout(super::GUARD)
        .unwrap_or_else(|_| {
            let _ = Command::new("kill")
                .args(["-KILL", &pid.to_string()])
                .status();
            panic!("it did not end: {arguments:?}");
        })
        .unwrap()
}

/// A serving process; killed when dropped.
pub struct Serving {
    pub addr: SocketAddr,
    child: Child,
}

impl Serving {
    /// Starts it on a free port and waits until it listens.
    pub fn start(data: &Path, more: &[&str]) -> Self {
        Self::spawn(data, "warn", Stdio::inherit(), more)
    }

    /// Starts it with its log in a file.
    pub fn start_logging(data: &Path, log: &Path, level: &str, more: &[&str]) -> Self {
        Self::spawn(data, level, File::create(log).unwrap().into(), more)
    }

    fn spawn(data: &Path, level: &str, log: Stdio, more: &[&str]) -> Self {
        let data = data.to_str().unwrap();
        let mut arguments = vec!["serve", "--listen", "127.0.0.1:0", "--data", data];
        arguments.extend(more);
        let mut command = coplan(&arguments);
        let child = command
            .stdout(Stdio::piped())
            .stderr(log)
            .env("RUST_LOG", level)
            .spawn();
        let mut child = child.unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap())
            .read_line(&mut line)
            .unwrap();
        let addr = line
            .trim()
            .rsplit('/')
            .next()
            .and_then(|addr| addr.parse().ok());
        Self {
            addr: addr.unwrap_or_else(|| panic!("it did not start: {line:?}")),
            child,
        }
    }

    /// kill -9
    pub fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    pub fn signal(&self, name: &str) {
        let done = Command::new("kill")
            .args([&format!("-{name}"), &self.child.id().to_string()])
            .status()
            .unwrap();
        assert!(done.success());
    }

    pub fn wait(mut self) -> ExitStatus {
        self.child.wait().unwrap()
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
